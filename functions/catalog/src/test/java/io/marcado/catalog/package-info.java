/** What the tests of the catalogue share. */
@NullMarked
package io.marcado.catalog;

import org.jspecify.annotations.NullMarked;
