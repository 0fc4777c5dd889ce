# Completion of xm for bash; for zsh after: autoload -U bashcompinit && bashcompinit
# It asks xm --help, so that it knows what this xm knows.
_xm() {
  local word previous command=() help options i
  word=${COMP_WORDS[COMP_CWORD]}
  previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # Commands are the words in front: xm survey plan.
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      [a-z]*) command+=("${COMP_WORDS[i]}") ;;
      *) break ;;
    esac
    [ ${#command[@]} -lt 2 ] && [ "${command[0]}" = survey ] || break
  done
  case $previous in
    --side) COMPREPLY=($(compgen -W 'employee customer' -- "$word")) && return ;;
    --table) COMPREPLY=($(compgen -W 'unit person membership purchase wave_unit' -- "$word")) && return ;;
    --format) COMPREPLY=($(compgen -W 'html md' -- "$word")) && return ;;
    --to) COMPREPLY=($(compgen -d -- "$word")) && return ;;
  esac
  help=$("${COMP_WORDS[0]}" "${command[@]}" --help 2>/dev/null) || return
  case $word in
    -*) options=$(printf '%s\n' "$help" | sed -n 's/^  \(-[^ ]*\).*/\1/p' | tr ',' ' ') ;;
    *) options=$(printf '%s\n' "$help" | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\).*/\1/p') ;;
  esac
  COMPREPLY=($(compgen -W "$options" -- "$word"))
  # Where there is no command to come, files are.
  [ -n "$options" ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -o filenames -F _xm xm
