/** Persons as the register knows them, and the keys that hide their data. */
@NullMarked
package org.yipiao.invoice.server.person;

import org.jspecify.annotations.NullMarked;
