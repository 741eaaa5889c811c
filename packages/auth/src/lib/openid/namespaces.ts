/** OpenID Authentication 2.0 and the extensions that a hybrid sign-in uses. */
export const namespaces = {
  openId: "http://specs.openid.net/auth/2.0",
  identifierSelect: "http://specs.openid.net/auth/2.0/identifier_select",
  provider: "http://specs.openid.net/auth/2.0/server",
  claimedId: "http://specs.openid.net/auth/2.0/signon",
  attributeExchange: "http://openid.net/srv/ax/1.0",
  oauth: "http://specs.openid.net/extensions/oauth/1.0",
} as const;

/** The attributes that a hybrid sign-in asks for, by the names that they have here. */
export const attributeTypes = {
  email: "http://axschema.org/contact/email",
  firstName: "http://axschema.org/namePerson/first",
  lastName: "http://axschema.org/namePerson/last",
  language: "http://axschema.org/pref/language",
  country: "http://axschema.org/contact/country/home",
} as const;

export type AttributeName = keyof typeof attributeTypes;
