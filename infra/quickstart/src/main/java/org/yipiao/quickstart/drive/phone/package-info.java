/** A patient's phone, as far as the app in it speaks to the platform. */
@NullMarked
package org.yipiao.quickstart.drive.phone;

import org.jspecify.annotations.NullMarked;
