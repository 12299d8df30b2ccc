# The executable carries the templates; `--templates DIR` reads them from disk instead.
file(GLOB_RECURSE template_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/templates/*)
landform_embed(landform_stacks stacks ${PROJECT_SOURCE_DIR}/templates ${template_files})
