/** Services: what clients can book. */
@NullMarked
package io.marcado.catalog.services;

import org.jspecify.annotations.NullMarked;
