# bash completion for landform
_landform() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "init check build verify simulate explain lock fmt schema spec version --help --version" -- "$current")
    return
  fi
  case $previous in
    --format) mapfile -t COMPREPLY < <(compgen -W "text json sarif github" -- "$current"); return ;;
    --expect) mapfile -t COMPREPLY < <(compgen -W "allowed denied" -- "$current"); return ;;
    --starter) mapfile -t COMPREPLY < <(compgen -W "minimal standard control-tower house" -- "$current"); return ;;
    --out | --templates) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --lock | --requests) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
  esac
  local options=--help
  case $command in
    init) options="$options --starter" ;;
    check) options="$options --template --lock --locked --templates --today --format --verbose -v" ;;
    build) options="$options --out --lock --locked --force --dry-run --templates --format --verbose -v" ;;
    verify) options="$options --strict" ;;
    simulate) options="$options --account --principal --action --resource --region --context --identity-policy --expect --format --requests" ;;
    lock) options="$options --lock" ;;
    fmt) options="$options --check" ;;
    schema) options="$options --manifest" ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    return
  fi
  case $command in
    explain) mapfile -t COMPREPLY < <(compgen -W "$(landform explain 2>/dev/null | cut -d ' ' -f 1)" -- "$current") ;;
    lock) mapfile -t COMPREPLY < <(compgen -W "show release" -- "$current") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
  esac
}
complete -o filenames -F _landform landform
