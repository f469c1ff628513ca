import { itLeadsCalls } from './desk-calls';

itLeadsCalls('audiosocket');
