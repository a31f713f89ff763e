/** For the tests of services: an issuer of tokens and the contract every endpoint keeps. */
@NullMarked
package org.yipiao.platform.testing;

import org.jspecify.annotations.NullMarked;
