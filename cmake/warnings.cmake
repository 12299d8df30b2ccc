# One target that carries the warning wall and the sanitizers; every target of ours links it.
add_library(landform_flags INTERFACE)
target_compile_options(landform_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(LANDFORM_SANITIZE)
  target_compile_options(landform_flags INTERFACE -fsanitize=${LANDFORM_SANITIZE} -fno-sanitize-recover=all
                                                  -fno-omit-frame-pointer)
  if(LANDFORM_SANITIZE MATCHES undefined)
    # Checks of every pointer: they cost a third of the build, and the address sanitizer stops at a bad one anyway.
    target_compile_options(landform_flags INTERFACE -fno-sanitize=null,alignment,vptr,object-size)
  endif()
  target_link_options(landform_flags INTERFACE -fsanitize=${LANDFORM_SANITIZE})
endif()
if(LANDFORM_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # gcc 12 takes standard code from a precompiled header for ours, and -O2 then warns about what it makes of it.
  target_compile_options(landform_flags INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
                                                  -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()
if(LANDFORM_FUZZ)
  target_compile_options(landform_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
