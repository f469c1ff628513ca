// A real OpenID Connect provider (oidc-provider, certified) on localhost, as a process of its own because it is an ES module.
// usage: node oidc-provider.mjs REDIRECT_URI…   prints its issuer; ends when its standard input does.
// Whoever types a login is that person; EMAILS says what it claims to know about them.
import { createServer } from 'node:http';
import { once } from 'node:events';
import Provider from 'oidc-provider';

const EMAILS = {
  hanako: { email: 'Hanako@city.example.lg.jp', email_verified: true },
  taro: { email: 'taro@city.example.lg.jp', email_verified: true },
  impostor: { email: 'hanako@city.example.lg.jp', email_verified: true },
  unverified: { email: 'taro@city.example.lg.jp', email_verified: false },
};

const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://localhost:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'madoguchi',
      client_secret: 'a secret between desk and provider',
      redirect_uris: process.argv.slice(2),
    },
  ],
  claims: { email: ['email', 'email_verified'], profile: ['preferred_username'] },
  scopes: ['openid', 'email', 'profile'],
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, ...EMAILS[id] }),
  }),
  cookies: { keys: ['only for tests'] },
});
const answer = provider.callback();
console.log(issuer);
process.stdin.resume().on('end', () => process.exit(0));
