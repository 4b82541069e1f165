@NullMarked
package io.marcado.catalog.published;

import org.jspecify.annotations.NullMarked;
