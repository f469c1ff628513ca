import { itCarriesCalls } from './carrier-calls';

itCarriesCalls('websocket');
