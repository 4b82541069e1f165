/** Who works at a business, and what they may do to each other, through HTTP. */
@NullMarked
package io.marcado.local.app.team;

import org.jspecify.annotations.NullMarked;
