/** Floods over HTTP at the limits of a deployment. */
@NullMarked
package io.marcado.local.app.floods;

import org.jspecify.annotations.NullMarked;
