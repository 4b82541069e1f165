@NullMarked
package io.marcado.catalog.resources;

import org.jspecify.annotations.NullMarked;
