@NullMarked
package io.marcado.catalog.services;

import org.jspecify.annotations.NullMarked;
