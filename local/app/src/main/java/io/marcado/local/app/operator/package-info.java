/** What the operator of a deployment does to one business. */
@NullMarked
package io.marcado.local.app.operator;

import org.jspecify.annotations.NullMarked;
