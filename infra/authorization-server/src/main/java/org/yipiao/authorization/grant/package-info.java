/** What a patient's sign-in gave to a client: pushed requests, codes and refresh tokens. */
@NullMarked
package org.yipiao.authorization.grant;

import org.jspecify.annotations.NullMarked;
