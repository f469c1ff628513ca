/** Where a venue is, as the city has written it down; a stand-in is marked in the words. */
export interface MapPlace {
  readonly title: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A venue as a short message. With usual names it fits the 70 characters of one. */
export function mapMessage({ title, address, latitude, longitude }: MapPlace): string {
  return `${title}\n${address}\nhttps://maps.google.com/?q=${latitude},${longitude}`;
}
