// A real OpenID Connect provider on loopback for the tests: signs in whoever `login_hint`, else $OIDC_ACCOUNT, names; asks nothing.
// node provider.mjs PORT CLIENT_ID CLIENT_SECRET REDIRECT_URI   (PORT 0: any free one). Prints its issuer once it listens; ends with its stdin.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

console.info = console.warn = () => {}; // it warns of memory storage, and of Node 20; this must come before the import
const { Provider } = await import("oidc-provider");

const [port, client_id, client_secret, redirect_uri] = process.argv.slice(2);
const server = createServer().listen(Number(port), "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect_uri] }],
  jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
  cookies: { keys: ["only for tests"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: process.env.OIDC_EMAIL_IN_ID_TOKEN !== "1", // true, as the standard has it: e-mail only from the userinfo endpoint
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  renderError: (ctx, out) => { ctx.body = out; }, // as JSON
  ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 }, // set, or it gives a notice for each
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, ...(id.startsWith("unsaid") ? {} : { email_verified: !id.startsWith("unverified") }) }),
  }),
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const accountId = params.login_hint ?? process.env.OIDC_ACCOUNT;
  if (!accountId || accountId.startsWith("refused")) {
    return provider.interactionFinished(ctx.req, ctx.res, { error: "access_denied", error_description: "refused" });
  }
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId }, consent: { grantId: await grant.save() } }); // both at once
});

server.on("request", provider.callback());
process.stdin.resume().on("end", () => process.exit(0));
console.log(issuer);
