import { DialogSet, DialogTurnStatus, type DialogState } from 'botbuilder-dialogs';
import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import { CohortDialog } from './cohort-dialog';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { DisambiguationDialog } from './disambiguation-dialog';
import { FeedbackDialog } from './feedback-dialog';
import { HandoffDialog } from './handoff-dialog';
import { MainDialog } from './main-dialog';

/** All dialogs of the desk; runs the one that waits, or begins a new question. */
export class DeskDialogs {
  private readonly dialogs: DialogSet;

  constructor(state: StatePropertyAccessor<DialogState>, services: DeskServices) {
    this.dialogs = new DialogSet(state)
      .add(new MainDialog(services))
      .add(new DisambiguationDialog(services))
      .add(new CohortDialog(services))
      .add(new FeedbackDialog(services))
      .add(new HandoffDialog(services));
  }

  async run(context: TurnContext): Promise<void> {
    const dc = await this.dialogs.createContext(context);
    const { status } = await dc.continueDialog();
    if (status === DialogTurnStatus.empty) await dc.beginDialog(DIALOG.main);
  }
}
