/* What is used of botbuilder-dialogs, from the files it stands in. The package's own entry also loads recognizers of dates and
 * numbers in nine languages, which nobody asks here and which take a quarter of a second of every start. The version is pinned. */
export { Dialog, DialogTurnStatus, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog';
export type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
