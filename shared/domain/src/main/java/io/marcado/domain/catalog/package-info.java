/** What can be booked, as far as scheduling needs to know it. */
@NullMarked
package io.marcado.domain.catalog;

import org.jspecify.annotations.NullMarked;
