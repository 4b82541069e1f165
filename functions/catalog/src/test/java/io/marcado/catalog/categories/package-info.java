@NullMarked
package io.marcado.catalog.categories;

import org.jspecify.annotations.NullMarked;
