/** Each promise put to the test on a running platform: claims, proofs, secrecy, one trace. */
@NullMarked
package org.yipiao.quickstart.demo.promises;

import org.jspecify.annotations.NullMarked;
