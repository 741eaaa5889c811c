/** What a person types in or a site sends: the service itself, or with `?id=` a person. */
export const identifierPath = "/accounts/o8/id";

/** The same as XRDS, whatever the client prefers. */
export const xrdsPath = "/accounts/o8/xrds";

/** Where the messages of OpenID go. */
export const messagePath = "/accounts/o8/ud";

/** Where a request goes on after sign-in, and where the consent form is sent. */
export const decisionPath = "/accounts/o8/approval";
