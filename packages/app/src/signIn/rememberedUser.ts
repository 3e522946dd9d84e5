const KEY = 'sandbox-user';

/** Whom to be in this tab, so that a reload asks nothing. */
export const rememberedUser = {
  get: () => sessionStorage.getItem(KEY) ?? undefined,
  set: (login: string) => sessionStorage.setItem(KEY, login),
  clear: () => sessionStorage.removeItem(KEY),
};
