import { mapMessage } from '../../../src/channels/voice/call/map-message';
import { venuePlace } from '../../../src/knowledge/venue-place';
import { realDesk } from '../../helpers/real-desk';

/** Characters of one short message, and of each part of a longer one. */
const ONE = 70;
const PART = 67;

describe('the map as a short message', () => {
  it('is the venue’s name, its address and a link', () => {
    const place = {
      title: '岩戸児童センター',
      address: '狛江市岩戸南3-15-1',
      latitude: 35.6312,
      longitude: 139.5723,
    };
    expect(mapMessage(place).split('\n')).toEqual([
      '岩戸児童センター',
      '狛江市岩戸南3-15-1',
      'https://maps.google.com/?q=35.6312,139.5723',
    ]);
    expect(mapMessage(place).length).toBeLessThanOrEqual(ONE);
  });

  it('takes two parts at most for any venue, stand-ins marked', async () => {
    const { pack } = (await realDesk()).desk;
    const messages = pack.entries.flatMap(({ id }) => {
      const place = venuePlace(pack, [id]);
      return place === undefined ? [] : [mapMessage(place)];
    });
    expect(messages.length).toBeGreaterThanOrEqual(pack.venues.length);
    expect(messages.filter((message) => message.length > 2 * PART)).toEqual([]);
    expect(messages.filter((message) => !message.includes('見本'))).toEqual([]);
  });
});
