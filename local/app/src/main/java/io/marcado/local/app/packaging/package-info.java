/** What {@code ./marcado package} writes for a deployment, beside the jars. */
@NullMarked
package io.marcado.local.app.packaging;

import org.jspecify.annotations.NullMarked;
