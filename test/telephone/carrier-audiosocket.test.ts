import { itCarriesCalls } from './carrier-calls';

itCarriesCalls('audiosocket');
