/** Contrail's version; the build puts package.json's in. */
export const version = process.env.CONTRAIL_VERSION ?? 'dev'
