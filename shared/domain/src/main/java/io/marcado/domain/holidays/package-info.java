/** Public holidays by country and region, from tables made at build time. */
@NullMarked
package io.marcado.domain.holidays;

import org.jspecify.annotations.NullMarked;
