import { basename } from 'node:path';
import type { Check } from '../draft';
import { FILE_KINDS } from '../pack-files';
import { nearest } from '../spelling-distance';

/** A file under a wrong name is silently missing from every answer; say so. */
export const checkUnreadFiles: Check = ({ unread }) =>
  unread.map((file) => {
    const meant = nearest(basename(file).replace(/\.ya?ml$/, ''), FILE_KINDS);
    return {
      file,
      line: 1,
      column: 1,
      code: 'file.unread',
      message: `ファイル「${basename(file)}」は、使われていません`,
      hint: meant ? `名前は「${meant}.yaml」のまちがいではありませんか` : '項目のファイルは entries/ に置きます。いらなければ消してください',
      severity: 'warning' as const,
    };
  });
