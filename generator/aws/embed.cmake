# The tables that look-ups read in place (table_text.h).
file(GLOB aws_tables CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/aws/data/*.txt)
landform_embed(landform_aws aws ${CMAKE_CURRENT_SOURCE_DIR}/aws/data ${aws_tables})
