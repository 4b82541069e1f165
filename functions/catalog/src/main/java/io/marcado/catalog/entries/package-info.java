/**
 * What categories, services and resources have in common: how they are made, found, changed,
 * deleted.
 */
@NullMarked
package io.marcado.catalog.entries;

import org.jspecify.annotations.NullMarked;
