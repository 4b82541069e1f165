/** Matches events with the rules of template.yaml, in place of EventBridge. */
@NullMarked
package io.marcado.local.bus;

import org.jspecify.annotations.NullMarked;
