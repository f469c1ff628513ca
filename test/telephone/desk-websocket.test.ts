import { itLeadsCalls } from './desk-calls';

itLeadsCalls('websocket');
