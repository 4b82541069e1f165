@NullMarked
package io.marcado.local.app.catalog;

import org.jspecify.annotations.NullMarked;
