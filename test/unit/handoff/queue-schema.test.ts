import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';

describe('the schema of the queue', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));

  describe('the database', () => {
    it('refuses two live assignments, a second open handoff, and changes to the log', async () => {
      const { handoffId } = await desk.enqueue('a');
      const assign = (n: number) =>
        desk.db.query(
          `insert into assignment (handoff_id, n, city, operator_id) values ($1, $2, 'komae', 'o1')`,
          [handoffId, n],
        );
      await assign(1);
      await expect(assign(2)).rejects.toMatchObject({ constraint: 'assignment_one_live' });
      const second = desk.db.query(
        `insert into handoff (city, conversation_id, channel, cause, enqueued_at) values ('komae', 'a', 'web', 'asked', now())`,
      );
      await expect(second).rejects.toMatchObject({ constraint: 'handoff_one_open' });
      await expect(desk.db.query(`update handoff_event set reason = 'other'`)).rejects.toThrow('append-only');
      await expect(desk.db.query('delete from handoff_event')).rejects.toThrow('append-only');
    });

    it('refuses changes to a published release', async () => {
      await desk.db.query(`insert into knowledge_release values ('komae', 1, 'hash', now(), '[]')`);
      await expect(desk.db.query(`update knowledge_release set hash = 'other'`)).rejects.toThrow(
        'append-only',
      );
    });
  });
});
