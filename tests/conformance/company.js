// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox company as a client that others wrote sees it: node-quickbooks, signed in by intuit-oauth.
'use strict';

const OAuthClient = require('intuit-oauth');
const QuickBooks = require('node-quickbooks');

const REDIRECT = 'http://127.0.0.1:8977/callback';

async function connect(base) {
  const info = await (await fetch(`${base}/sandbox/info`)).json();
  const oauth = new OAuthClient({ clientId: info.clientId, clientSecret: info.clientSecret, environment: 'sandbox', redirectUri: REDIRECT });
  oauth.setAuthorizeURLs({
    authorizeEndpoint: info.authorizationUri,
    tokenEndpoint: info.tokenUri,
    revokeEndpoint: info.revokeUri,
    userInfoEndpoint: `${base}/v1/openid_connect/userinfo`,
  });
  const uri = new URL(oauth.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'counting' }));
  const allowed = new URLSearchParams([...uri.searchParams, ['decision', 'allow']]); // as the page's button does, where there is one
  const answer = await fetch(uri.origin + uri.pathname, { method: 'POST', body: allowed, redirect: 'manual' });
  await oauth.createToken(answer.headers.get('location'));
  const token = oauth.getToken();
  QuickBooks.V3_ENDPOINT_BASE_URL = info.apiUri;
  return new QuickBooks(info.clientId, info.clientSecret, token.access_token, false, info.realmId, true, false, null, '2.0', token.refresh_token);
}

const find = (company, method) =>
  new Promise((resolve, reject) =>
    company[method]({ fetchAll: true, limit: 1000 }, (error, body) => (error ? reject(error) : resolve(Object.values(body.QueryResponse).find(Array.isArray) || []))));

module.exports = { connect, find };
