/** The platform as somebody has it on a machine: clones, commands, processes, ports. */
@NullMarked
package org.yipiao.acceptance.installation;

import org.jspecify.annotations.NullMarked;
