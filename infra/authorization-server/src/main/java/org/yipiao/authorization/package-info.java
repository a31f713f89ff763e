/** The OAuth2 issuer of access tokens for every call between the parts. */
@NullMarked
package org.yipiao.authorization;

import org.jspecify.annotations.NullMarked;
