/** An attacker's floods over HTTP, against a local stack with the limits of a deployment. */
@NullMarked
package io.marcado.local.app.floods;

import org.jspecify.annotations.NullMarked;
