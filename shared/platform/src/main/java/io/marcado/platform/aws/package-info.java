/** How SDK clients are built, and what they talk to before a snapshot. */
@NullMarked
package io.marcado.platform.aws;

import org.jspecify.annotations.NullMarked;
