# One target that carries the warning wall and the sanitizers; every target of ours links it.
add_library(landform_flags INTERFACE)
target_compile_options(landform_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(LANDFORM_SANITIZE)
  target_compile_options(landform_flags INTERFACE -fsanitize=${LANDFORM_SANITIZE} -fno-sanitize-recover=all
                                                  -fno-omit-frame-pointer)
  target_link_options(landform_flags INTERFACE -fsanitize=${LANDFORM_SANITIZE})
endif()
if(LANDFORM_FUZZ)
  target_compile_options(landform_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
