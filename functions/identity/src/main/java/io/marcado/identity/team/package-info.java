/** Who works at a business, in which role, and who may change that. */
@NullMarked
package io.marcado.identity.team;

import org.jspecify.annotations.NullMarked;
