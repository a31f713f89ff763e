/** A gateway for short messages that sends none: they are logged and shown instead. */
@NullMarked
package org.yipiao.sandbox.messages;

import org.jspecify.annotations.NullMarked;
