/** OpenID 2.0, and the extensions that are answered. */
export const namespaces = {
  openId: "http://specs.openid.net/auth/2.0",
  attributes: "http://openid.net/srv/ax/1.0",
  oauth: "http://specs.openid.net/extensions/oauth/1.0",
  ui: "http://specs.openid.net/extensions/ui/1.0",
  policies: "http://specs.openid.net/extensions/pape/1.0",
} as const;
